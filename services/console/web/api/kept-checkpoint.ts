/** The newest checkpoint that this browser has verified: a witness of its own, whatever the service says later. */
const keyOf = (centre: string) => `zhiheng.checkpoint.${centre}`;

export const keptCheckpoint = (centre: string): string | undefined =>
  window.localStorage.getItem(keyOf(centre)) ?? undefined;

export const keepCheckpoint = (centre: string, note: string): void => window.localStorage.setItem(keyOf(centre), note);
