import { createRoot } from 'react-dom/client';
import { openSession } from './api/session.ts';
import { App } from './app/app.tsx';
import './styles.css';

void openSession();
createRoot(document.getElementById('root') as HTMLElement).render(<App />);
