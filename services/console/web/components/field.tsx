import { type ReactNode, useId } from 'react';

/** A labelled control of a row of filters. */
export function Field({
  label,
  width,
  children,
}: {
  label: string;
  width: number;
  children: (id: string) => ReactNode;
}) {
  const id = useId();
  return (
    <div className="field" style={{ width }}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}
