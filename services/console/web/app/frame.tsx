import { Layout } from 'antd';
import { Suspense } from 'react';
import { Outlet } from 'react-router';
import { Waiting } from '../components/waiting.tsx';
import { useSay } from './language.tsx';
import { SideMenu } from './side-menu.tsx';
import { TopBar } from './top-bar.tsx';

/** Banner, navigation and the page itself. */
export function Frame() {
  const say = useSay();
  return (
    <Layout className="frame">
      <a className="skip" href="#content">
        {say('skipToContent')}
      </a>
      <TopBar />
      <Layout>
        <Layout.Sider width={200} className="side">
          <SideMenu />
        </Layout.Sider>
        <Layout.Content className="content" id="content" tabIndex={-1}>
          <Suspense fallback={<Waiting words={say('loading')} />}>
            <Outlet />
          </Suspense>
        </Layout.Content>
      </Layout>
    </Layout>
  );
}
