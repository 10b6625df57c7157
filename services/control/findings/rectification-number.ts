/** Year and number within it, as an order is called: `2026-012`. */
export const numberOf = ({ year, serial }: { year: number; serial: number }): string =>
  `${year}-${String(serial).padStart(3, '0')}`;
