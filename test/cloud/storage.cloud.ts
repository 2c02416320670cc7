import {
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { evaluator, openForm, opening, permanentMission, signedIn } from '../support/client.ts';
import { announce, complete, pdf, send } from '../support/evidence.ts';
import { deployment, eventually } from './told.ts';

const { url, outputs } = deployment();
const storage = new S3Client({});

describe('what is stored on an AWS that others wrote', () => {
  it('is evidence: a file goes to S3 by its link, and lies there as it was sent', async () => {
    const desk = await signedIn(url, evaluator);
    const state = await signedIn(url, permanentMission);
    const review = (await desk.post('/v1/reviews', opening)).body.id;
    await openForm(state, review, 'self-assessment');
    const bytes = pdf('read back from S3');

    const announced = await announce(state, review, bytes);
    const sent = await send(announced, bytes);
    const done = await complete(state, review, announced.body.id);
    const Bucket = outputs.EvidenceBucketName;
    const Key = `evidence/${review}/${announced.body.id}`;
    const stored = await storage.send(new GetObjectCommand({ Bucket, Key }));

    expect([sent.status, done.status]).toEqual([200, 201]);
    expect(Buffer.from((await stored.Body?.transformToByteArray()) ?? [])).toEqual(bytes);
  });

  it('is the root of every record, where none is ever put twice', async () => {
    await new SFNClient({}).send(
      new StartExecutionCommand({ stateMachineArn: outputs.AnchorStateMachineArn, input: '{}' }),
    );

    const Bucket = outputs.AnchorBucketName;
    const Key = await eventually('a root', 60, async () => {
      const { Contents = [] } = await storage.send(
        new ListObjectsV2Command({ Bucket, Prefix: 'anchors/' }),
      );
      return Contents[0]?.Key;
    });
    const again = storage.send(
      new PutObjectCommand({ Bucket, Key, Body: 'another root', IfNoneMatch: '*' }),
    );

    await expect(again).rejects.toMatchObject({ name: 'PreconditionFailed' });
  });
});
