import type { orders as zh } from '../zh/orders.ts';

export const orders: Record<keyof typeof zh, string> = {
  'order.title': 'Ordered inspections',
  'order.empty': 'No inspection is ordered of a centre below yet.',
  'order.place': 'Order an inspection',
  'order.lead':
    'The centre below takes it in by itself, freezes and draws at once, and can neither cancel nor change it. What is left out goes by the settings of this centre.',
  'order.child': 'Centre below',
  'order.kind': 'What is inspected',
  'order.kind.case': 'Finished cases (a month)',
  'order.kind.holding': 'Holdings (a year)',
  'order.period': 'Period',
  'order.note': 'Note from above',
  'order.answer': 'Taken in',
  'order.state.ordered': 'Waits',
  'order.state.delivered': 'Taken in',
  'order.state.already-exists': 'Had one of that period',
  'order.by': 'Ordered by',
  'order.from': 'Ordered by {centre}',
  'order.finding': '{nature}, {dimension}: {found}, of which {closed} closed',
  'order.rectifications': 'Rectifications',
  'order.rectified': '{issued} issued, {closed} closed, {overdue} overdue',
  'order.checkpoint': 'Checkpoint of the draw',
  'order.secret': 'Secret (once revealed)',
};
