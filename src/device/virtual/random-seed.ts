// Where a device's chance begins: from its id, which the cloud's seed gave, and how often it started, so that a run can be repeated.

/** FNV-1a over the text, 32 bits. */
export function seedOf(id: string, boots: number): number {
  let hash = 0x811c9dc5;
  for (const character of `${id}/${boots}`) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  return hash >>> 0;
}
