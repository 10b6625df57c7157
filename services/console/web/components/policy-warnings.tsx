import type { PolicyWarning } from '@zhiheng/contracts';
import { Alert } from 'antd';
import { useSay } from '../app/language.tsx';
import { useNames } from './names.ts';

/** What a policy says and had better not: to be looked at, it stops nothing. */
export function PolicyWarnings({ warnings = [] }: { warnings?: readonly PolicyWarning[] | undefined }) {
  const say = useSay();
  const { itemName, roleName } = useNames();
  if (warnings.length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      className="panel"
      title={say('warning.title', { count: warnings.length })}
      description={
        <ul className="plain" style={{ maxHeight: 220, overflow: 'auto' }}>
          {warnings.map((warning) => (
            <li key={`${warning.code} ${warning.code === 'few-hands' ? warning.item : warning.role}`}>
              {warning.code === 'few-hands'
                ? say('warning.few-hands', { item: itemName(warning.item), count: warning.people })
                : say('warning.risk-raised', {
                    role: roleName(warning.role),
                    item: itemName(warning.item),
                    declared: warning.declared,
                    risk: warning.risk,
                  })}
            </li>
          ))}
        </ul>
      }
    />
  );
}
