/** Bands of time that double: `00` is below two seconds, `07` from 128 to below 256. */
export function bandOf(key: string): string {
  const from = 2 ** Number(key);
  return `${key === '00' ? '0 s' : lasting(from)} – ${lasting(from * 2)}`;
}

function lasting(seconds: number): string {
  const [most, unit] = (
    [
      [86_400, 'd'],
      [3_600, 'h'],
      [60, 'min'],
    ] as const
  ).find(([size]) => seconds >= size) ?? [1, 's'];
  return `${Math.round((seconds / most) * 10) / 10} ${unit}`;
}
