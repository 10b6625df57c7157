import { useState } from 'react';
import { groups } from './destination.ts';

type Group = (typeof groups)[number];
const key = 'zhiheng.menu.closed';

/** Which groups of the menu somebody has closed in this browser: kept, for the same work is done there each day. */
export function useClosedGroups(): [closed: Group[], close: (closed: Group[]) => void] {
  const [closed, setClosed] = useState(read);
  return [
    closed,
    (next) => {
      setClosed(next);
      window.localStorage.setItem(key, next.join(' '));
    },
  ];
}

function read(): Group[] {
  const kept = (window.localStorage.getItem(key) ?? '').split(' ');
  return groups.filter((group) => kept.includes(group));
}
