import { runService } from '@zhiheng/http';
import { identity } from './plugin.ts';

await runService('identity', identity, 8481);
