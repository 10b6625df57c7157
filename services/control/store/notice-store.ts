import type { ControlNoticeKind } from '@zhiheng/contracts';
import { noticeStore, type NoticeRow as Row } from '@zhiheng/database';

export type NoticeRow = Row<ControlNoticeKind>;

export const { insertNotices, listNotices, readNotice, countUnseen, markSeen, dropOldNotices } =
  noticeStore<ControlNoticeKind>('control.notice', { relation: 'access.published_person', id: 'person' });
