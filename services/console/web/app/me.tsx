import type { Me } from '@zhiheng/contracts';
import { createContext, type ReactNode, useContext } from 'react';

const Signed = createContext<Me | undefined>(undefined);

export function MeProvider({ me, children }: { me: Me; children: ReactNode }) {
  return <Signed value={me}>{children}</Signed>;
}

/** The signed-in person. */
export function useMe(): Me {
  const me = useContext(Signed);
  if (!me) throw new Error('Outside of MeProvider.');
  return me;
}

/** Whether some permission of theirs reads so. It only decides what is shown: the services decide what is done. */
export const may = ({ permissions }: Me, action: string, resource: string): boolean =>
  permissions.some(
    (permission) => [action, 'manage'].includes(permission.action) && [resource, 'all'].includes(permission.resource),
  );
