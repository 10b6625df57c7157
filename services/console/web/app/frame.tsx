import { Layout } from 'antd';
import { useEffect, useRef } from 'react';
import { Outlet, ScrollRestoration, useLocation } from 'react-router';
import { useSay } from './language.tsx';
import { SideMenu } from './side-menu.tsx';
import { StepUpDialog } from './step-up-dialog.tsx';
import { TopBar } from './top-bar.tsx';
import { useWaitingKeptUp } from './waiting.ts';

/** Banner, navigation and the page itself. */
export function Frame() {
  const say = useSay();
  const { pathname } = useLocation();
  const askWhatWaits = useWaitingKeptUp();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    askWhatWaits();
    // As after a page load: the keyboard and the screen reader go on in the new page.
    document.getElementById('content')?.focus({ preventScroll: true });
  }, [pathname, askWhatWaits]);
  return (
    <Layout className="frame">
      <a className="skip" href="#content">
        {say('skipToContent')}
      </a>
      <TopBar />
      <Layout>
        <Layout.Sider width={216} className="side">
          <SideMenu />
        </Layout.Sider>
        <Layout.Content className="content" id="content" tabIndex={-1}>
          <Outlet />
        </Layout.Content>
      </Layout>
      <StepUpDialog />
      <ScrollRestoration />
    </Layout>
  );
}
