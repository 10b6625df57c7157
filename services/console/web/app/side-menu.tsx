import { Badge, Menu } from 'antd';
import { createElement, useEffect, useRef } from 'react';
import { Link, useLocation } from 'react-router';
import { useClosedGroups } from './closed-groups.ts';
import { type Destination, groups } from './destination.ts';
import { useSay } from './language.tsx';
import { useMe } from './me.tsx';
import { destinationsFor } from './navigation.ts';
import { useWaiting } from './waiting.ts';

/** Where somebody's permissions lead, by groups that they may close. */
export function SideMenu() {
  const say = useSay();
  const destinations = destinationsFor(useMe());
  const { pathname } = useLocation();
  const [closed, close] = useClosedGroups();
  const nav = useRef<HTMLElement>(null);
  // The menu is longer than the screen: where one is should be in sight.
  useEffect(() => {
    nav.current?.querySelector('.ant-menu-item-selected')?.scrollIntoView({ block: 'nearest' });
  }, [pathname]);
  const selected = destinations.filter(({ path }) => pathname === path || pathname.startsWith(`${path}/`));
  return (
    <nav ref={nav} aria-label={say('mainNavigation')}>
      <Menu
        mode="inline"
        inlineIndent={10}
        selectedKeys={selected.map(({ path }) => path)}
        openKeys={groups.filter((group) => !closed.includes(group))}
        onOpenChange={(open) => close(groups.filter((group) => !open.includes(group)))}
        items={groups.flatMap((group) => {
          const children = destinations
            .filter((destination) => destination.group === group)
            .map(({ path, label, icon }) => ({
              key: path,
              icon: createElement(icon),
              label: <MenuLink path={path} label={label} />,
            }));
          return children.length > 0 ? [{ key: group, label: say(`nav.group.${group}`), children }] : [];
        })}
      />
    </nav>
  );
}

/** What waits for me is counted beside where it is found. */
function MenuLink({ path, label }: Pick<Destination, 'path' | 'label'>) {
  const say = useSay();
  const waiting = useWaiting();
  const count = path === '/inbox' ? waiting.requests : path === '/notices' ? waiting.notices : 0;
  if (count === 0) return <Link to={path}>{say(label)}</Link>;
  return (
    <Link to={path} aria-label={say('notices.waiting', { label: say(label), count })}>
      {say(label)} <Badge count={count} size="small" overflowCount={99} />
    </Link>
  );
}
