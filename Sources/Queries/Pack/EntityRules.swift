// SPDX-License-Identifier: Apache-2.0

/// How the entities of an event are told from its record, as SQL expressions that Athena takes too.
package enum EntityRules {
  /// Who acted.
  ///
  /// - `root`: the root user.
  /// - `ROLE/SESSION`: an assumed role, from its ARN or, without one, from the session's issuer.
  /// - `NAME`: an IAM user by its name or the last part of its ARN; who came by SAML or web identity.
  /// - `federated-user/NAME`: from GetFederationToken.
  /// - `identity-center/USERID`: somebody who came through IAM Identity Center.
  /// - `SERVICE.amazonaws.com`: a service that acted by itself.
  /// - `PRINCIPAL`, or `account/ID` where no more is known: a caller from another account.
  ///
  /// Otherwise whatever names the caller best, and NULL when nothing does.
  package static let user = """
    nullif(
      coalesce(
        CASE
          WHEN useridentity.type = 'Root' THEN
            'root'
          WHEN useridentity.arn LIKE '%:assumed-role/%' THEN
            split_part(useridentity.arn, ':assumed-role/', 2)
          WHEN useridentity.type = 'AssumedRole' THEN
            useridentity.sessioncontext.sessionissuer.username
              || '/' || split_part(useridentity.principalid, ':', 2)
          WHEN useridentity.type = 'IAMUser' THEN
            coalesce(useridentity.username, regexp_extract(useridentity.arn, '[^/]+$'))
          WHEN useridentity.type = 'FederatedUser' THEN
            'federated-user/' || coalesce(
              split_part(useridentity.arn, ':federated-user/', 2),
              split_part(useridentity.principalid, ':', 2))
          WHEN useridentity.type = 'IdentityCenterUser' THEN
            'identity-center/' || useridentity.onbehalfof.userid
          WHEN useridentity.type IN ('SAMLUser', 'WebIdentityUser') THEN
            coalesce(useridentity.username, useridentity.principalid)
          WHEN useridentity.type = 'AWSService'
            OR useridentity.arn IS NULL AND useridentity.invokedby LIKE '%.amazonaws.com' THEN
            useridentity.invokedby
          WHEN useridentity.type = 'AWSAccount' THEN
            coalesce(nullif(useridentity.principalid, ''), 'account/' || useridentity.accountid)
        END,
        useridentity.username,
        useridentity.principalid,
        useridentity.accountid,
        useridentity.invokedby),
      '')
    """

  /// What was called.
  package static let event = "eventname"

  /// Which access key signed the call.
  package static let key = "useridentity.accesskeyid"

  /// The account the call was recorded in.
  package static let account = "coalesce(recipientaccountid, useridentity.accountid)"
}
