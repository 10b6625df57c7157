import { QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp, ConfigProvider } from 'antd';
import { StrictMode } from 'react';
import { RouterProvider } from 'react-router';
import { LanguageProvider, languages, useSpeech } from './language.tsx';
import { queryClient } from './query-client.ts';
import { router } from './router.tsx';
import { theme } from './theme.ts';

export function App() {
  return (
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <LanguageProvider>
          <Designed />
        </LanguageProvider>
      </QueryClientProvider>
    </StrictMode>
  );
}

function Designed() {
  const { language } = useSpeech();
  return (
    <ConfigProvider locale={languages[language].antd} theme={theme} button={{ autoInsertSpace: false }}>
      <AntApp>
        <RouterProvider router={router} />
      </AntApp>
    </ConfigProvider>
  );
}
