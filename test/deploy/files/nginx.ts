/** `name words;` or `name words { directives }` of an nginx configuration. */
export interface Directive {
  name: string;
  words: string[];
  block?: Directive[];
}

/** Reads an nginx configuration; includes stay directives. Throws Error where braces or semicolons are amiss. */
export function parseNginx(text: string): Directive[] {
  const tokens = text.match(/#[^\n]*|'[^']*'|"[^"]*"|[{};]|(?:[^\s{};'"#]|(?<=\S)#)+/g) ?? [];
  const reader = tokens.filter((token) => !token.startsWith('#')).values();
  const { directives, closed } = readBlock(reader);
  if (closed) throw new Error('A } too many.');
  return directives;
}

function readBlock(tokens: ArrayIterator<string>): { directives: Directive[]; closed: boolean } {
  const directives: Directive[] = [];
  let words: string[] = [];
  for (let next = tokens.next(); !next.done; next = tokens.next()) {
    const token = next.value;
    if (token === '}') {
      if (words.length) throw new Error(`No ; after ${words.join(' ')}`);
      return { directives, closed: true };
    }
    if (token !== ';' && token !== '{') {
      words.push(token.replaceAll(/^['"]|['"]$/g, ''));
      continue;
    }
    const [name, ...rest] = words;
    if (name === undefined) throw new Error(`A ${token} after nothing.`);
    words = [];
    if (token === ';') directives.push({ name, words: rest });
    else {
      const inner = readBlock(tokens);
      if (!inner.closed) throw new Error(`${name} is not closed.`);
      directives.push({ name, words: rest, block: inner.directives });
    }
  }
  if (words.length) throw new Error(`No ; after ${words.join(' ')}`);
  return { directives, closed: false };
}

/** Where a path goes: to an upstream (perhaps under another path), or answered at once. */
export interface Route {
  path: string;
  exact: boolean;
  upstream?: string;
  rewrite?: string;
  answer?: { status: number; body: string; type: string };
}

export interface RouteTable {
  routes: Route[];
  /** What is answered in place of an upstream that does not answer, by its status (502, 504). */
  instead: Map<number, Route>;
}

/** The locations of routes.conf. Throws Error for one by regular expression: the table has none. */
export function routeTable(directives: Directive[]): RouteTable {
  const locations = directives.filter(({ name }) => name === 'location');
  const named = new Map<string, Route>();
  const routes: Route[] = [];
  for (const { words, block = [] } of locations) {
    const [first = '', second] = words;
    const route = toRoute(second ?? first, first === '=', block);
    if (first.startsWith('@')) named.set(first, route);
    else if (second !== undefined && first !== '=') throw new Error(`A location by expression: ${words.join(' ')}`);
    else routes.push(route);
  }
  const pages = directives.filter(({ name }) => name === 'error_page');
  const instead = pages.flatMap(({ words }) => {
    const route = named.get(words.at(-1) ?? '');
    if (!route) throw new Error(`error_page names no location: ${words.join(' ')}`);
    return words.filter((word) => /^\d+$/.test(word)).map((status) => [Number(status), route] as const);
  });
  return { routes, instead: new Map(instead) };
}

function toRoute(path: string, exact: boolean, block: Directive[]): Route {
  const of = (name: string) => block.find((directive) => directive.name === name)?.words;
  const pass = /^http:\/\/([\w-]+)(\/.*)?$/.exec(of('proxy_pass')?.[0] ?? '');
  const [status, body = ''] = of('return') ?? [];
  return {
    path,
    exact,
    ...(pass ? { upstream: pass[1] as string, ...(pass[2] ? { rewrite: pass[2] } : {}) } : {}),
    ...(status ? { answer: { status: Number(status), body, type: of('default_type')?.[0] ?? 'text/html' } } : {}),
  };
}

/** As nginx chooses: an exact path first, else the longest prefix. */
export function routeOf({ routes }: RouteTable, path: string): Route | undefined {
  const exact = routes.find((route) => route.exact && route.path === path);
  if (exact) return exact;
  const prefixes = routes.filter((route) => !route.exact && path.startsWith(route.path));
  return prefixes.sort((a, b) => b.path.length - a.path.length)[0];
}

/** `upstream` blocks of a shape: name → the addresses of its servers. */
export function upstreamsOf(directives: Directive[]): Map<string, string[]> {
  const blocks = directives.filter(({ name }) => name === 'upstream');
  return new Map(
    blocks.map(({ words, block = [] }) => [
      words[0] as string,
      block.filter(({ name }) => name === 'server').map(({ words: [address] }) => address as string),
    ]),
  );
}
