import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi,
  HttpMethod,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { keptLog } from './log.ts';
import type { SignIn } from './sign-in.ts';
import type { Stage } from './stage.ts';

interface HttpDoorProps {
  readonly stage: Stage;
  readonly api: IFunction;
  readonly signIn: SignIn;
}

/** What is kept of a request. `path` is without the query string, which may name people and places. */
const accessLog = AccessLogFormat.custom(
  JSON.stringify({
    at: '$context.requestTime',
    request: '$context.requestId',
    method: '$context.httpMethod',
    path: '$context.path',
    route: '$context.routeKey',
    status: '$context.status',
    bytes: '$context.responseLength',
    milliseconds: '$context.responseLatency',
    refusal: '$context.authorizer.error',
    failure: '$context.integrationErrorMessage',
  }),
);

/**
 * The way in: a token of the user pool for everything under /v1 but exports, and the open pages beside it. All
 * lead to the same function, which checks every request again.
 */
export class HttpDoor extends Construct {
  readonly url: string;

  constructor(scope: Construct, id: string, { stage, api, signIn }: HttpDoorProps) {
    super(scope, id);
    const integration = new HttpLambdaIntegration('Api', api);
    const httpApi = new HttpApi(this, 'Http', {
      createDefaultStage: false,
      defaultIntegration: integration,
    });
    httpApi.addRoutes({
      path: '/v1/{proxy+}',
      methods: [HttpMethod.ANY],
      integration,
      // Of access tokens only: the gateway cannot tell an ID token by anything else.
      authorizationScopes: ['aws.cognito.signin.user.admin'],
      authorizer: new HttpJwtAuthorizer('Token', signIn.issuer, {
        jwtAudience: [signIn.client.userPoolClientId],
      }),
    });
    // A program brings a token of its owner's, which only the function can check.
    httpApi.addRoutes({ path: '/v1/exports/{file}', methods: [HttpMethod.GET], integration });
    const { url } = new HttpStage(this, 'Stage', {
      httpApi,
      autoDeploy: true,
      throttle: { rateLimit: 100, burstLimit: 200 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(keptLog(this, 'AccessLog', stage)),
        format: accessLog,
      },
    });
    this.url = url;
  }
}
