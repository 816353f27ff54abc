// Hands a file to the browser's downloads.

/** `name` is a plain file name; `type` a MIME type. */
export const saveFile = (name: string, type: string, content: BlobPart): void => {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own hold on the bytes once it started; a task later is soon enough.
  setTimeout(() => URL.revokeObjectURL(url), 1000);
};
