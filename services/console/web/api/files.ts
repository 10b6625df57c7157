/** Gives the browser a file that a service has made; the bearer token fetched it, so no address of it can leak. */
export function saveAs(name: string, file: Blob): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has begun to read by then.
  window.setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The bytes of a table's file as they are: the service knows its encoding. */
export const asTableBody = (file: File) => ({
  // The document describes the bytes as any value.
  body: file as never,
  bodySerializer: (body: unknown) => body as File,
  headers: { 'content-type': /\.xlsx$/i.test(file.name) ? workbook : 'text/csv' },
});
