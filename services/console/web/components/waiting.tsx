import { Spin } from 'antd';

/** Something is on its way; says so to those who cannot see it turn. */
export function Waiting({ words, whole = false }: { words: string; whole?: boolean }) {
  return (
    <div className={whole ? 'whole' : undefined} role="status" aria-live="polite">
      <Spin description={words} delay={150} style={{ padding: 24, display: 'block' }}>
        <div style={{ minHeight: 80 }} />
      </Spin>
    </div>
  );
}
