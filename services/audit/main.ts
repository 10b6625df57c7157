import { runService } from '@zhiheng/http';
import { audit } from './plugin.ts';

await runService('audit', audit, 8483);
