import { expect, test } from 'vitest';
import { type StreamEvent, streamEvents } from '../api/event-stream.ts';

async function* cutInto(text: string, length: number): AsyncGenerator<string> {
  for (let start = 0; start < text.length; start += length) yield text.slice(start, start + length);
}

async function eventsOf(text: string, length = text.length): Promise<StreamEvent[]> {
  const events: StreamEvent[] = [];
  for await (const event of streamEvents(cutInto(text, length))) events.push(event);
  return events;
}

const stream = [
  'retry: 2000\nid: 40\n\n',
  'id: 41\nevent: entry\ndata: {"index":41}\n\n',
  ': alive\n\n',
  'id: 57\n\n',
  'event: end\ndata: {"code":\ndata: "not-permitted"}\n\n',
].join('');

test.for([1, 2, 3, 7, 1000])('messages are the same however the text is cut: every %i characters', async (length) => {
  expect(await eventsOf(stream, length)).toEqual([
    { id: '40', event: undefined, data: '' },
    { id: '41', event: 'entry', data: '{"index":41}' },
    { id: '41', event: undefined, data: '' },
    { id: '57', event: undefined, data: '' },
    { id: '57', event: 'end', data: '{"code":\n"not-permitted"}' },
  ]);
});

test('what was not ended by an empty line never arrived whole', async () => {
  expect(await eventsOf('id: 1\ndata: a\n\nid: 2\ndata: b\n')).toEqual([{ id: '1', event: 'message', data: 'a' }]);
});
