/**
 * What `read` gives of each place, in order, while up to `ahead` more are being read. Nothing is read before it is asked for, and at
 * most `ahead` + 1 results are held.
 */
export async function* readAhead<Place, Result>(
  places: Iterable<Place>,
  ahead: number,
  read: (place: Place) => Promise<Result>,
): AsyncGenerator<Result> {
  const underWay: Promise<Result>[] = [];
  for (const place of places) {
    const reading = read(place);
    // It fails whoever asks for it, and nobody when the work ends before.
    reading.catch(() => undefined);
    underWay.push(reading);
    if (underWay.length > ahead) yield await (underWay.shift() as Promise<Result>);
  }
  for (const reading of underWay) yield await reading;
}
