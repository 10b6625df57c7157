import { useQuery } from '@tanstack/react-query';
import { Tag } from 'antd';
import { rolesQuery } from '../api/catalogue.ts';
import { useSpeech } from '../app/language.tsx';
import { wordsOf } from '../words/codes.ts';
import { ItemTags } from './item-tags.tsx';
import { useNames } from './names.ts';

/** What a role lets its holder do. */
export function RoleContent({ role: code }: { role: string }) {
  const { say, pick, language } = useSpeech();
  const { roleName } = useNames();
  const { data: roles = [] } = useQuery(rolesQuery);
  const role = roles.find((each) => each.code === code);
  if (!role) return null;
  return (
    <section>
      <h3>{say('new.roleContent')}</h3>
      <ul className="plain">
        {role.permissions.map(({ action, resource, items, effect }) => (
          <li key={`${action} ${resource} ${effect}`} style={{ marginBottom: 6 }}>
            <Tag color="blue">{pick(wordsOf('duties', action))}</Tag>
            {items ? <ItemTags items={items} /> : pick(wordsOf('things', resource))}
          </li>
        ))}
      </ul>
      {role.inherits.length > 0 && (
        <p>{say('new.inherits', { roles: role.inherits.map(roleName).join(language === 'zh' ? '、' : ', ') })}</p>
      )}
    </section>
  );
}
