import type { DepartureKind } from '@zhiheng/contracts';
import type { Static } from 'typebox';

type Kind = Static<typeof DepartureKind>;

const inOffice = ['在职', '在岗', '在编', '在册', '正式', '试用', '返聘', 'active', 'employed', 'current', 'working'];
const gone: Record<string, Kind> = {
  离职: 'resigned',
  辞职: 'resigned',
  离岗: 'resigned',
  resigned: 'resigned',
  left: 'resigned',
  terminated: 'resigned',
  inactive: 'resigned',
  退休: 'retired',
  retired: 'retired',
  调出: 'transferred',
  调离: 'transferred',
  transferred: 'transferred',
  辞退: 'dismissed',
  开除: 'dismissed',
  解聘: 'dismissed',
  dismissed: 'dismissed',
  死亡: 'deceased',
  去世: 'deceased',
  身故: 'deceased',
  deceased: 'deceased',
};

/** How somebody left by what the file says of their status; null of who is there. Undefined for a word we do not know. */
export function departureOf(status: string): Kind | null | undefined {
  const word = status.normalize('NFKC').toLowerCase();
  if (word === '' || inOffice.includes(word)) return null;
  return Object.hasOwn(gone, word) ? gone[word] : undefined;
}

/** How somebody leaves of whom only the day is known, by the title over it. */
export function departureByTitle(title: string): Kind {
  if (/退休|retire/i.test(title)) return 'retired';
  return /调出|transfer/i.test(title) ? 'transferred' : 'resigned';
}
