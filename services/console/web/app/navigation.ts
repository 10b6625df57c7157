import type { Me } from '@zhiheng/contracts';
import { controlDestinations } from './control-destinations.ts';
import { type Destination, overseeing } from './destination.ts';
import { may } from './me.tsx';
import { permissionDestinations } from './permission-destinations.ts';

/** Every page that the menu leads to, in its order. */
const destinations = [...permissionDestinations, ...controlDestinations];

const mayOneOf = (me: Me, needs: NonNullable<Destination['needs']>): boolean =>
  needs.some(([action, resource]) => may(me, action, resource));

/** Where this person's permissions lead. */
export const destinationsFor = (me: Me): Destination[] =>
  destinations.filter(
    ({ needs, orAnythingTo, orDutyOn }) =>
      !needs ||
      mayOneOf(me, needs) ||
      (orAnythingTo && mayAnythingTo(me, orAnythingTo)) ||
      (orDutyOn && hasDutyOn(me, orDutyOn)),
  );

const mayAnythingTo = ({ permissions }: Me, thing: string): boolean =>
  permissions.some(({ resource }) => [thing, 'all'].includes(resource));

/** Whether some permission of theirs is a duty on this item in particular. */
const hasDutyOn = ({ permissions }: Me, item: string): boolean =>
  permissions.some(({ resource, items }) => resource === 'case' && items?.includes(item));

/** Whether they see beyond their own colleagues, and so what conflicts the centre has. */
export const mayOversee = (me: Me): boolean => mayOneOf(me, overseeing);
