import type { StaffingPreviewInput } from '@zhiheng/contracts';

/** What a form of a what-if is handed: it asks, and shows that it waits. */
export interface WhatIfForm {
  onAsk: (input: StaffingPreviewInput) => void;
  pending: boolean;
}
