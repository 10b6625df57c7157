import type { ApprovalKind } from '@zhiheng/contracts';
import { extendRectification } from '../findings/extension.ts';
import { writeOff } from '../recoveries/write-off.ts';
import { applySettings } from '../settings/apply.ts';
import type { CarryOut } from './carry-out.ts';

/** What each kind does once it is approved. */
export const carriedOut: Record<ApprovalKind, CarryOut> = {
  'control-settings': applySettings,
  'rectification-extension': extendRectification,
  'recovery-write-off': writeOff,
};
