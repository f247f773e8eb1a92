/** Starts the engine on its own Node, carries frames to and from it, and starts it again once when it dies. */
import { spawn, type ChildProcess } from 'node:child_process';
import { z } from 'zod';
import type { EngineState } from '@shared/contract/bridge';
import { EngineError, type EngineErrorData } from '@shared/contract/errors';
import { engineFrameSchema, errorDataSchema, type ClientFrame, type EngineFrame } from '@shared/contract/frames';
import { shellRequests, shellRequestSchema, type ShellAnswer, type ShellRequest, type ShellRequestHandlers } from '@shared/contract/shellRequests';
import { shellMessages } from '@shared/messages/shell';
import { createCallNumbers } from './callNumbers';

export interface EngineProgram {
  readonly node: string;
  readonly engine: string;
  readonly resources: string;
}

const readySchema = z.object({ projectId: z.string(), name: z.string() });
export type OpenedProject = z.infer<typeof readySchema>;

const messageSchema = z.union([
  z.object({ channel: z.enum(['shell', 'window']), frame: engineFrameSchema }),
  z.object({ ready: readySchema }),
  z.object({ failed: errorDataSchema }),
  shellRequestSchema,
]);

/** A second death within this time is not answered by a third start. */
const restartPauseMs = 60_000;
const stopLimitMs = 8_000;

export interface EngineHost {
  readonly state: EngineState;
  /** Of the engine that runs now: for measuring its memory and for proofs that kill it. */
  readonly processId: number | undefined;
  /** Stops the engine that runs, if any, and starts one for this folder. Rejects with the engine's own words. */
  open(projectDir: string): Promise<OpenedProject>;
  /** Starts again after it stopped for good; nothing happens while it runs. */
  revive(): void;
  stop(): Promise<void>;
  /** A trusted call of the shell itself. */
  call<T>(name: string, input: unknown, output: z.ZodType<T>): Promise<T>;
  sendFromWindow(frame: ClientFrame): void;
  /** The page is gone: its open calls are cancelled and their answers dropped. */
  forgetPage(): void;
  onState(listener: (state: EngineState) => void): void;
  onWindowFrame(listener: (frame: EngineFrame) => void): void;
}

interface ShellCall {
  resolve(value: unknown): void;
  reject(error: EngineError): void;
}

/** @param offers what the engine may ask of this shell; without them it does without. */
export function createEngineHost(program: EngineProgram, offers: ShellRequestHandlers | null = null): EngineHost {
  const stateListeners: ((state: EngineState) => void)[] = [];
  const frameListeners: ((frame: EngineFrame) => void)[] = [];
  const pageCalls = createCallNumbers();
  const shellCalls = new Map<number, ShellCall>();
  let nextShellCall = 1;
  let state: EngineState = { state: 'starting', error: null };
  let child: ChildProcess | null = null;
  let folder: string | null = null;
  let isReady = false;
  let waiting: unknown[] = [];
  let lastDeathAt = 0;
  let opening: { resolve(project: OpenedProject): void; reject(error: EngineError): void } | null = null;

  function setState(next: EngineState): void {
    state = next;
    for (const listener of stateListeners) listener(next);
  }

  function start(): void {
    if (folder === null) return;
    isReady = false;
    const started = spawn(program.node, [program.engine, '--project', folder, '--resources', program.resources, ...(offers ? ['--prints'] : [])], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      serialization: 'advanced',
      windowsHide: true,
      env: engineEnvironment(),
    });
    child = started;
    started.on('message', (message) => {
      if (child === started) receive(message);
    });
    started.on('error', () => {
      if (child === started) finish(new EngineError('unavailable-here', shellMessages.errors.engineMissing).toData());
    });
    started.on('exit', () => {
      if (child === started) die();
    });
  }

  function receive(raw: unknown): void {
    const parsed = messageSchema.safeParse(raw);
    if (!parsed.success) return;
    const message = parsed.data;
    if ('ready' in message) {
      isReady = true;
      const held = waiting;
      waiting = [];
      for (const each of held) child?.send(each as object);
      setState({ state: 'running', error: null });
      opening?.resolve(message.ready);
      opening = null;
    } else if ('failed' in message) finish(message.failed);
    else if ('shellRequest' in message) void answerEngine(message.shellRequest, child);
    else if (message.channel === 'shell') answerShell(message.frame);
    else {
      const frame = pageCalls.toPage(message.frame);
      if (frame) for (const listener of frameListeners) listener(frame);
    }
  }

  function answerShell(frame: EngineFrame): void {
    if (frame.t !== 'ok' && frame.t !== 'fail') return;
    const call = shellCalls.get(frame.id);
    shellCalls.delete(frame.id);
    if (frame.t === 'ok') call?.resolve(frame.value);
    else call?.reject(EngineError.fromData(frame.error));
  }

  /** The engine that asked may be gone when the answer is there. */
  async function answerEngine({ id, name, input }: ShellRequest['shellRequest'], asker: ChildProcess | null): Promise<void> {
    let shellAnswer: ShellAnswer['shellAnswer'];
    try {
      if (!offers) throw new EngineError('unavailable-here', shellMessages.errors.notOffered);
      shellAnswer = { id, ok: await offers[name](shellRequests[name].input.parse(input)) };
    } catch (error) {
      shellAnswer = { id, fail: (error instanceof EngineError ? error : new EngineError('internal', shellMessages.print.failed, { cause: error instanceof Error ? error.message : String(error) })).toData() };
    }
    if (asker?.connected) asker.send({ shellAnswer });
  }

  function die(): void {
    const isSecond = Date.now() - lastDeathAt < restartPauseMs;
    lastDeathAt = Date.now();
    if (isSecond) {
      finish(new EngineError('internal', shellMessages.errors.engineDied, {}, { retryable: true }).toData());
      return;
    }
    abandonCalls();
    setState({ state: 'restarting', error: null });
    start();
  }

  /** The engine is gone for good, until it is revived or another project is opened. */
  function finish(error: EngineErrorData): void {
    child = null;
    isReady = false;
    abandonCalls();
    setState({ state: 'stopped', error });
    opening?.reject(EngineError.fromData(error));
    opening = null;
  }

  function abandonCalls(): void {
    pageCalls.clear();
    waiting = [];
    for (const call of shellCalls.values()) call.reject(new EngineError('conflict', shellMessages.errors.engineStopped, {}, { retryable: true }));
    shellCalls.clear();
  }

  function send(channel: 'shell' | 'window', frame: ClientFrame): void {
    const message = { channel, frame };
    if (isReady && child?.connected) child.send(message);
    else waiting.push(message);
  }

  async function stop(): Promise<void> {
    const stopping = child;
    child = null;
    isReady = false;
    abandonCalls();
    if (!stopping || stopping.exitCode !== null || stopping.signalCode !== null) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => stopping.kill('SIGKILL'), stopLimitMs);
      stopping.once('exit', () => {
        clearTimeout(timer);
        resolve();
      });
      // The engine finishes its writes and closes when its channel closes.
      if (stopping.connected) stopping.disconnect();
      else stopping.kill();
    });
  }

  return {
    get state() {
      return state;
    },
    get processId() {
      return child?.pid;
    },
    open(projectDir) {
      const isSwitch = child !== null;
      if (isSwitch) setState({ state: 'restarting', error: null });
      return new Promise((resolve, reject) => {
        const begin = (): void => {
          folder = projectDir;
          lastDeathAt = 0;
          opening = { resolve, reject };
          start();
        };
        if (isSwitch) void stop().then(begin);
        else begin();
      });
    },
    revive() {
      if (state.state !== 'stopped') return;
      lastDeathAt = 0;
      setState({ state: 'starting', error: null });
      start();
    },
    stop,
    async call(name, input, output) {
      const id = nextShellCall++;
      const value = await new Promise((resolve, reject) => {
        shellCalls.set(id, { resolve, reject });
        send('shell', { t: 'call', id, name, input });
      });
      return output.parse(value);
    },
    sendFromWindow(frame) {
      if (state.state === 'stopped') {
        const error = state.error ?? new EngineError('conflict', shellMessages.errors.engineStopped, {}, { retryable: true }).toData();
        if (frame.t === 'call') for (const listener of frameListeners) listener({ t: 'fail', id: frame.id, error });
        return;
      }
      const numbered = pageCalls.toEngine(frame);
      if (numbered) send('window', numbered);
    },
    forgetPage() {
      for (const id of pageCalls.clear()) if (isReady) send('window', { t: 'cancel', id });
      waiting = waiting.filter((message) => (message as { channel: string }).channel === 'shell');
    },
    onState: (listener) => void stateListeners.push(listener),
    onWindowFrame: (listener) => void frameListeners.push(listener),
  };
}

/** What would change how Node itself runs is not handed on. */
function engineEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('NODE_') && !name.startsWith('ELECTRON_')));
}
