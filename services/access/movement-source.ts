/** A file or a message by which people come, move and leave, by its id: `{ roster: id }`. */
export type Source = Readonly<Record<string, string>>;
