/** One message of a stream of server-sent events. */
export interface StreamEvent {
  /** The last id that was given, by this message or one before. */
  id: string | undefined;
  /** Undefined: it only gave an id. */
  event: string | undefined;
  data: string;
}

/**
 * The messages of `text/event-stream` (WHATWG HTML, 9.2), read from text as it comes in pieces. Lines end in a line feed, as
 * our service writes them; comments and `retry` are passed over.
 */
export async function* streamEvents(pieces: AsyncIterable<string>): AsyncGenerator<StreamEvent> {
  let rest = '';
  let id: string | undefined;
  for await (const piece of pieces) {
    const messages = (rest + piece).split('\n\n');
    rest = messages.pop() ?? '';
    for (const message of messages) {
      const fields = message.split('\n').map(fieldOf);
      const lastOf = (name: string) => fields.findLast((field) => field.name === name)?.value;
      id = lastOf('id') ?? id;
      const data = fields.filter(({ name }) => name === 'data').map(({ value }) => value);
      yield { id, event: data.length > 0 ? (lastOf('event') ?? 'message') : undefined, data: data.join('\n') };
    }
  }
}

function fieldOf(line: string): { name: string; value: string } {
  const colon = line.indexOf(':');
  if (colon < 0) return { name: line, value: '' };
  return { name: line.slice(0, colon), value: line.slice(colon + 1).replace(/^ /, '') };
}
