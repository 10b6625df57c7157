import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { readText } from '../files/checkout.ts';
import { type Directive, parseNginx, type Route, type RouteTable, routeOf, routeTable } from '../files/nginx.ts';

/** A reverse proxy that routes by deploy/nginx's own table and sets deploy/nginx's own headers. */
export interface Proxy {
  stop(): Promise<void>;
}

/** `addresses`: what stands here for each upstream, `host:port`. */
export async function startProxy(port: number, addresses: Map<string, string>): Promise<Proxy> {
  const table = routeTable(parseNginx(await readText('deploy/nginx/routes.conf')));
  const headers = parseNginx(await readText('deploy/nginx/proxy.conf')).filter(
    ({ name }) => name === 'proxy_set_header',
  );
  const server = createServer((incoming, outgoing) => serve(incoming, outgoing, table, headers, addresses));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return { stop: () => close(server) };
}

function serve(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  table: RouteTable,
  headers: Directive[],
  addresses: Map<string, string>,
): void {
  const [path = '', query] = (incoming.url ?? '/').split('?');
  const route = routeOf(table, path);
  const address = addresses.get(route?.upstream ?? '');
  if (!route || !address) {
    answer(outgoing, route?.answer ? route : table.instead.get(502));
    return;
  }
  const target = `${route.rewrite ?? path}${query === undefined ? '' : `?${query}`}`;
  const { method } = incoming;
  const passed = request(`http://${address}`, { path: target, method, headers: toldHeaders(incoming, headers) });
  passed.on('response', (response) => {
    outgoing.writeHead(response.statusCode as number, response.rawHeaders);
    response.pipe(outgoing);
  });
  passed.on('error', () => answer(outgoing, table.instead.get(502)));
  incoming.pipe(passed);
}

/** The caller's headers with those that proxy.conf sets; an empty value takes the header away. */
function toldHeaders(incoming: IncomingMessage, directives: Directive[]): Record<string, string | string[]> {
  const values: Record<string, string> = {
    $http_host: incoming.headers.host ?? '',
    $remote_addr: incoming.socket.remoteAddress ?? '',
    $scheme: 'http',
  };
  const told: Record<string, string | string[]> = { ...(incoming.headers as Record<string, string | string[]>) };
  for (const { words } of directives) {
    const [name = '', word = ''] = words;
    const value = word.startsWith('$') ? values[word] : word;
    if (value === undefined) throw new Error(`The proxy knows no ${word}.`);
    if (value === '') delete told[name.toLowerCase()];
    else told[name.toLowerCase()] = value;
  }
  return told;
}

function answer(outgoing: ServerResponse, route: Route | undefined): void {
  const { status = 500, body = '', type = 'text/plain' } = route?.answer ?? {};
  outgoing.writeHead(status, { 'content-type': type }).end(body);
}

async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
