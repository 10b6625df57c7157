const width = 30;

/** Tells on standard error how far the work is: a bar on a terminal, else a line for each tenth. */
export function startProgress(from: number, total: number, out: NodeJS.WriteStream = process.stderr) {
  let tenth = 0;
  let shown = 0;
  return {
    at(done: number): void {
      const share = total > from ? (done - from) / (total - from) : 1;
      if (out.isTTY) {
        // No more often than an eye can follow.
        if (done < total && performance.now() - shown < 100) return;
        shown = performance.now();
        const filled = Math.round(share * width);
        out.write(
          `\r[${'#'.repeat(filled)}${' '.repeat(width - filled)}] ${Math.floor(share * 100)}% ${done}/${total}`,
        );
      } else if (Math.floor(share * 10) > tenth) {
        tenth = Math.floor(share * 10);
        out.write(`${tenth * 10}% ${done}/${total}\n`);
      }
    },
    end(): void {
      if (out.isTTY) out.write('\r\u001b[K');
    },
  };
}
