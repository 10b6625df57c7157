import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { saveAs } from '../api/files.ts';
import { useSay } from '../app/language.tsx';
import { ProblemAlert } from './problem-alert.tsx';

interface Download {
  label: string;
  /** What the file is called on the person's machine. */
  name: string;
  read: () => Promise<Blob>;
}

/** Fetches a file with the person's token and saves it; what goes wrong is said, not saved. */
export function DownloadButton({ label, name, read }: Download) {
  const say = useSay();
  const { modal } = App.useApp();
  const { mutate, isPending } = useMutation({
    mutationFn: read,
    onSuccess: (file) => saveAs(name, file),
    onError: (error) =>
      void modal.error({ title: label, content: <ProblemAlert error={error} />, okText: say('close') }),
  });
  return (
    <Button loading={isPending} onClick={() => mutate()}>
      {label}
    </Button>
  );
}
