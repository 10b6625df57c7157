/** An amount in fen, in yuan: `¥1,234.50`. */
export const yuanText = (fen: number): string =>
  new Intl.NumberFormat('zh-CN', { style: 'currency', currency: 'CNY' }).format(fen / 100);
