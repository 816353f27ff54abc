// Stands in for tough-cookie behind MSW: 300 KB of public suffixes for a cookie jar that webhooks do not have (spec/service-worker.md §2).
export class MemoryCookieStore {
  idx = {};
}

export class Cookie {
  static fromJSON(): null {
    return null;
  }
}

export class CookieJar {
  getCookiesSync(): never[] {
    return [];
  }

  async setCookie(): Promise<void> {}
}
