/** One instruction, its continued lines joined: `COPY`, `['--from=x']`, `a b`. */
export interface Instruction {
  keyword: string;
  flags: string[];
  text: string;
}

/** From one FROM to the next. */
export interface DockerStage {
  from: string;
  /** What `AS` calls it. */
  name: string | undefined;
  instructions: Instruction[];
}

/** Reads a Dockerfile (no here-documents, no ARG before FROM). Throws Error for a line that is no instruction. */
export function parseDockerfile(text: string): DockerStage[] {
  const stages: DockerStage[] = [];
  for (const line of logicalLines(text)) {
    const [, word = '', rest = ''] = /^([A-Za-z]+)\s+(.*)$/s.exec(line) ?? [];
    const keyword = word.toUpperCase();
    if (!known.has(keyword)) throw new Error(`No instruction: ${line}`);
    if (keyword === 'FROM') stages.push(openStage(rest));
    else if (stages.length === 0) throw new Error(`Before the first FROM: ${line}`);
    else stages.at(-1)?.instructions.push({ keyword, ...splitFlags(rest) });
  }
  return stages;
}

const known = new Set(
  'FROM RUN CMD ENTRYPOINT COPY ENV WORKDIR USER EXPOSE HEALTHCHECK ARG LABEL STOPSIGNAL VOLUME ADD SHELL'.split(' '),
);

function logicalLines(text: string): string[] {
  const kept = text.split('\n').filter((line) => !/^\s*#/.test(line));
  return kept
    .join('\n')
    .replaceAll(/\s*\\\n\s*/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function openStage(rest: string): DockerStage {
  const [from = '', as, name] = rest.split(/\s+/);
  if (as !== undefined && (as.toUpperCase() !== 'AS' || !name)) throw new Error(`No FROM: ${rest}`);
  return { from, name, instructions: [] };
}

function splitFlags(rest: string): { flags: string[]; text: string } {
  const flags: string[] = [];
  let text = rest.trim();
  for (let flag = /^--\S+/.exec(text)?.[0]; flag; flag = /^--\S+/.exec(text)?.[0]) {
    flags.push(flag);
    text = text.slice(flag.length).trim();
  }
  return { flags, text };
}

/** The words of a command in its JSON form (`["node", "x.ts"]`): the form that starts no shell. */
function execForm(text: string): string[] {
  const value: unknown = JSON.parse(text);
  if (!Array.isArray(value) || !value.every((word) => typeof word === 'string')) throw new Error(`No words: ${text}`);
  return value;
}

/** How the last stage starts: ENTRYPOINT, CMD, health check, user and the variables it sets. */
export interface ImageSettings {
  entrypoint: string[];
  command: string[];
  health: string[];
  user: string | undefined;
  environment: Record<string, string>;
}

export function settingsOf(stage: DockerStage): ImageSettings {
  const last = (keyword: string) => stage.instructions.findLast((instruction) => instruction.keyword === keyword)?.text;
  const health = last('HEALTHCHECK') ?? 'CMD []';
  return {
    entrypoint: execForm(last('ENTRYPOINT') ?? '[]'),
    command: execForm(last('CMD') ?? '[]'),
    health: execForm(health.replace(/^CMD\s+/, '')),
    user: last('USER'),
    environment: environmentOf(stage.instructions),
  };
}

export function environmentOf(instructions: Instruction[]): Record<string, string> {
  const pairs = instructions.filter(({ keyword }) => keyword === 'ENV').flatMap(({ text }) => text.split(/\s+/));
  return Object.fromEntries(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
}
