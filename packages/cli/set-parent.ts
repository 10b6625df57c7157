import { parseArgs } from 'node:util';
import { readEnvironment } from '@zhiheng/http';
import { parent } from '@zhiheng/standalone';
import { UsageError } from './usage-error.ts';

/** `parent CENTRE PARENT` or `parent CENTRE --remove`: 1 when it cannot be. */
export async function setParent(args: string[]): Promise<number> {
  const { centre, above } = read(args);
  try {
    const changed = await parent(readEnvironment(process.env, { port: 8480, profile: 'demo' }), centre, above);
    process.stdout.write(changed ? '已设置。\nSet.\n' : '原本如此，未改动。\nIt was so before.\n');
    return 0;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    process.stderr.write(`zhiheng parent: ${error.message}\n`);
    return 1;
  }
}

function read(args: string[]): { centre: string; above: string | undefined } {
  try {
    const { positionals, values } = parseArgs({
      args,
      allowPositionals: true,
      options: { remove: { type: 'boolean', default: false } },
    });
    const [centre, above, ...rest] = positionals;
    if (!centre || rest.length || (above === undefined) !== values.remove)
      throw new Error('CENTRE and either PARENT or --remove are needed.');
    return { centre, above };
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
