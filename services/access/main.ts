import { runService } from '@zhiheng/http';
import { access } from './plugin.ts';

await runService('access', access, 8482);
