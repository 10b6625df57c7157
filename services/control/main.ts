import { runService } from '@zhiheng/http';
import { control } from './plugin.ts';

await runService('control', control, 8484);
