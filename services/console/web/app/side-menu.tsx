import {
  AlertOutlined,
  ApartmentOutlined,
  AuditOutlined,
  BarChartOutlined,
  BellOutlined,
  BookOutlined,
  BugOutlined,
  CalendarOutlined,
  CheckSquareOutlined,
  ClusterOutlined,
  DeleteOutlined,
  ExceptionOutlined,
  ExportOutlined,
  FileDoneOutlined,
  FileSearchOutlined,
  FolderOpenOutlined,
  FormOutlined,
  HomeOutlined,
  KeyOutlined,
  LogoutOutlined,
  NotificationOutlined,
  OrderedListOutlined,
  PartitionOutlined,
  ProfileOutlined,
  ReadOutlined,
  ReconciliationOutlined,
  SafetyCertificateOutlined,
  SafetyOutlined,
  TableOutlined,
  TeamOutlined,
  UnlockOutlined,
  UsergroupAddOutlined,
  UsergroupDeleteOutlined,
  UserSwitchOutlined,
} from '@ant-design/icons';
import { Badge, Menu } from 'antd';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { useSay } from './language.tsx';
import { useMe } from './me.tsx';
import { type Destination, destinationsFor, groups } from './navigation.ts';
import { useWaiting } from './waiting.ts';

const icons: Record<string, ReactNode> = {
  '/home': <HomeOutlined />,
  '/rosters': <ReconciliationOutlined />,
  '/requests/new': <FormOutlined />,
  '/inbox': <AuditOutlined />,
  '/notices': <BellOutlined />,
  '/informed': <NotificationOutlined />,
  '/rules': <PartitionOutlined />,
  '/catalogue': <ReadOutlined />,
  '/templates': <ProfileOutlined />,
  '/roles/new': <UsergroupAddOutlined />,
  '/certifications': <SafetyCertificateOutlined />,
  '/bulk': <OrderedListOutlined />,
  '/self-check-drafts': <FormOutlined />,
  '/control-approvals': <AuditOutlined />,
  '/control-settings': <SafetyOutlined />,
  '/deputies': <UserSwitchOutlined />,
  '/account': <KeyOutlined />,
  '/relations': <UsergroupDeleteOutlined />,
  '/exceptions': <ExceptionOutlined />,
  '/people': <TeamOutlined />,
  '/resets': <UnlockOutlined />,
  '/ledger': <BookOutlined />,
  '/planned-departures': <CalendarOutlined />,
  '/departures': <LogoutOutlined />,
  '/matrix': <TableOutlined />,
  '/conflicts': <AlertOutlined />,
  '/staffing': <ApartmentOutlined />,
  '/cases': <FolderOpenOutlined />,
  '/log': <FileSearchOutlined />,
  '/exports': <ExportOutlined />,
  '/integrity': <SafetyOutlined />,
  '/erasures': <DeleteOutlined />,
  '/findings': <BugOutlined />,
  '/rectifications': <FileDoneOutlined />,
  '/self-checks': <CheckSquareOutlined />,
  '/reports': <BarChartOutlined />,
  '/children': <ClusterOutlined />,
};

export function SideMenu() {
  const say = useSay();
  const destinations = destinationsFor(useMe());
  const { pathname } = useLocation();
  const selected = destinations.filter(({ path }) => pathname === path || pathname.startsWith(`${path}/`));
  return (
    <nav aria-label={say('mainNavigation')}>
      <Menu
        mode="inline"
        selectedKeys={selected.map(({ path }) => path)}
        items={groups.flatMap((group) => {
          const children = destinations
            .filter((destination) => destination.group === group)
            .map(({ path, label }) => ({
              key: path,
              icon: icons[path],
              label: <MenuLink path={path} label={label} />,
            }));
          return children.length > 0
            ? [{ type: 'group' as const, key: group, label: say(`nav.group.${group}`), children }]
            : [];
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
