import type { notices as zh } from '../zh/notices.ts';

export const notices: Record<keyof typeof zh, string> = {
  'notices.title': 'Notices',
  'notices.lead': 'What is due, passed up, decided or yours to do. Only you see it; it is cleared after 180 days.',
  'notices.bell': 'Notices, {count} new',
  'notices.empty': 'No notices.',
  'notices.kind': 'What',
  'notices.about': 'About',
  'notices.due': 'Due',
  'notices.at': 'Told at',
  'notices.unseen': 'New',
  'notices.seen': 'Seen',
  'notices.see': 'Mark as seen',
  'notices.seeAll': 'Mark all as seen',
  'notices.toRequest': 'See the request',
  'notices.toBulk': 'See the bulk',
  'notices.toCertification': 'See the review',
  'notices.toExceptions': 'See exceptions',
  'notices.toAdjustments': 'See what is to be given up',
  'notices.extend': 'Ask for a later end',
  'notices.grantGone': 'This grant has ended',
  'notices.waiting': '{label}, {count}',
};
