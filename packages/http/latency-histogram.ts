import type { Metric, Registry } from 'prom-client';

interface Value {
  metricName: string;
  value: number;
  labels: Record<string, string | number>;
}

/** How often and how long, for one set of labels. */
class Series {
  readonly #bounds: readonly number[];
  /** Observations up to each bound and above the one before; the last counts those above all. */
  readonly #counts: number[];
  #sum = 0;

  constructor(bounds: readonly number[]) {
    this.#bounds = bounds;
    this.#counts = new Array(bounds.length + 1).fill(0);
  }

  observe(value: number): void {
    let bucket = 0;
    while (bucket < this.#bounds.length && value > (this.#bounds[bucket] as number)) bucket++;
    this.#counts[bucket] = (this.#counts[bucket] as number) + 1;
    this.#sum += value;
  }

  /** Prometheus counts each observation in every bucket that holds it. */
  values(name: string, labels: Record<string, string>): Value[] {
    let count = 0;
    const of = (suffix: string, value: number, le = {}): Value => ({
      metricName: `${name}_${suffix}`,
      value,
      labels: { ...le, ...labels },
    });
    const buckets = this.#counts.map((one, index) => {
      count += one;
      return of('bucket', count, { le: this.#bounds[index] ?? '+Inf' });
    });
    return [...buckets, of('sum', this.#sum), of('count', count)];
  }
}

interface Configuration {
  name: string;
  help: string;
  /** Upper bounds in seconds, ascending. */
  buckets: readonly number[];
}

/**
 * A histogram whose series are asked for once and then counted into. The library's own puts the labels together and
 * checks them for each observation, which for a figure of every request costs more than what is measured.
 */
export class LatencyHistogram<T extends string> {
  readonly name: string;
  readonly help: string;
  readonly #bounds: readonly number[];
  readonly #series: { labels: Record<T, string>; counted: Series }[] = [];

  constructor({ name, help, buckets }: Configuration) {
    this.name = name;
    this.help = help;
    this.#bounds = buckets;
  }

  /** A registry reads a metric by its name and `get` alone. */
  register(registry: Registry): this {
    registry.registerMetric(this as unknown as Metric);
    return this;
  }

  series(labels: Record<T, string>): Pick<Series, 'observe'> {
    const counted = new Series(this.#bounds);
    this.#series.push({ labels, counted });
    return counted;
  }

  async get() {
    const { name, help } = this;
    const values = this.#series.flatMap(({ labels, counted }) => counted.values(name, labels));
    return { name, help, type: 'histogram', aggregator: 'sum', values };
  }
}
