// SPDX-License-Identifier: Apache-2.0

extension EventCatalogue {
  /// Calls of machines, functions, containers and the networks they stand in.
  static let compute: [EventKind] = [
    EventKind(
      5,
      "ec2",
      "DescribeInstances",
      #"""
      {"maxResults":1000,"instancesSet":{"items":[{"instanceId":"$instance$"},{"instanceId":"$instance$"}]},"filterSet":{"items":[{"name":"instance-state-name","valueSet":{"items":[{"value":"running"},{"value":"pending"}]}}]}}
      """#
    ),
    EventKind(
      1.4,
      "ec2",
      "DescribeInstanceStatus",
      #"{"instancesSet":{"items":[{"instanceId":"$instance$"}]},"filterSet":{},"includeAllInstances":true}"#
    ),
    EventKind(
      1.6,
      "ec2",
      "DescribeVolumes",
      #"{"volumeSet":{"items":[{"volumeId":"$volume$"}]},"filterSet":{}}"#
    ),
    EventKind(
      1.5,
      "ec2",
      "DescribeSecurityGroups",
      #"""
      {"securityGroupSet":{},"securityGroupIdSet":{"items":[{"groupId":"$group$"}]},"filterSet":{"items":[{"name":"vpc-id","valueSet":{"items":[{"value":"$vpc$"}]}}]}}
      """#
    ),
    EventKind(
      1.2,
      "ec2",
      "DescribeSubnets",
      #"""
      {"subnetSet":{},"filterSet":{"items":[{"name":"vpc-id","valueSet":{"items":[{"value":"$vpc$"}]}}]}}
      """#
    ),
    EventKind(
      1.1,
      "ec2",
      "DescribeVpcs",
      #"{"vpcSet":{"items":[{"vpcId":"$vpc$"}]},"filterSet":{}}"#
    ),
    EventKind(
      1.2,
      "ec2",
      "DescribeRouteTables",
      #"""
      {"routeTableIdSet":{},"filterSet":{"items":[{"name":"association.subnet-id","valueSet":{"items":[{"value":"$subnet$"}]}}]}}
      """#
    ),
    EventKind(
      1.3,
      "ec2",
      "DescribeTags",
      #"""
      {"filterSet":{"items":[{"name":"resource-id","valueSet":{"items":[{"value":"$instance$"},{"value":"$volume$"}]}}]}}
      """#
    ),
    EventKind(
      1.3,
      "ec2",
      "DescribeNetworkInterfaces",
      #"""
      {"networkInterfaceIdSet":{},"filterSet":{"items":[{"name":"group-id","valueSet":{"items":[{"value":"$group$"}]}}]}}
      """#
    ),
    EventKind(
      0.6,
      "ec2",
      "DescribeAvailabilityZones",
      #"{"availabilityZoneSet":{},"availabilityZoneIdSet":{}}"#
    ),
    EventKind(
      0.5,
      "ec2",
      "DescribeImages",
      #"{"imagesSet":{"items":[{"imageId":"$image$"}]},"ownersSet":{},"filterSet":{}}"#
    ),
    EventKind(
      0.4,
      "ec2",
      "DescribeAccountAttributes",
      #"{"accountAttributeNameSet":{"items":[{"attributeName":"supported-platforms"}]},"filterSet":{}}"#
    ),
    EventKind(
      0.5,
      "ec2",
      "RunInstances",
      reads: false,
      #"""
      {"instancesSet":{"items":[{"imageId":"$image$","minCount":1,"maxCount":1,"keyName":"ops-key"}]},"groupSet":{"items":[{"groupId":"$group$"}]},"userData":"<sensitiveDataRemoved>","instanceType":"m7i.large","blockDeviceMapping":{"items":[{"deviceName":"/dev/xvda","ebs":{"volumeSize":50,"deleteOnTermination":true,"volumeType":"gp3","encrypted":true}}]},"subnetId":"$subnet$","disableApiTermination":false,"clientToken":"$uuid$","tagSpecificationSet":{"items":[{"resourceType":"instance","tags":[{"key":"Name","value":"web-$hex4$"},{"key":"env","value":"prod"}]}]}}
      """#,
      response: #"""
        {"requestId":"$uuid$","reservationId":"r-$hex17$","ownerId":"$account$","groupSet":{},"instancesSet":{"items":[{"instanceId":"i-$hex17$","imageId":"$image$","instanceState":{"code":0,"name":"pending"},"privateDnsName":"ip-10-0-$octet$-$octet$.$region$.compute.internal","keyName":"ops-key","amiLaunchIndex":0,"productCodes":{},"instanceType":"m7i.large","launchTime":1767225600000,"placement":{"availabilityZone":"$region$a","tenancy":"default"},"monitoring":{"state":"disabled"},"subnetId":"$subnet$","vpcId":"$vpc$","privateIpAddress":"10.0.$octet$.$octet$","stateReason":{"code":"pending","message":"pending"},"architecture":"x86_64","rootDeviceType":"ebs","rootDeviceName":"/dev/xvda","virtualizationType":"hvm","hypervisor":"xen","groupSet":{"items":[{"groupId":"$group$","groupName":"web"}]},"sourceDestCheck":true,"networkInterfaceSet":{"items":[{"networkInterfaceId":"eni-$hex17$","subnetId":"$subnet$","vpcId":"$vpc$","ownerId":"$account$","status":"in-use","attachment":{"attachmentId":"eni-attach-$hex17$","deviceIndex":0,"status":"attaching","deleteOnTermination":true}}]},"ebsOptimized":false,"enaSupport":true}]},"requesterId":"$account$"}
        """#
    ),
    EventKind(
      0.4,
      "ec2",
      "TerminateInstances",
      reads: false,
      #"{"instancesSet":{"items":[{"instanceId":"$instance$"}]}}"#,
      response: #"""
        {"requestId":"$uuid$","instancesSet":{"items":[{"instanceId":"$instance$","currentState":{"code":32,"name":"shutting-down"},"previousState":{"code":16,"name":"running"}}]}}
        """#
    ),
    EventKind(
      0.3,
      "ec2",
      "CreateTags",
      reads: false,
      #"{"resourcesSet":{"items":[{"resourceId":"$instance$"}]},"tagSet":{"items":[{"key":"owner","value":"$user$"}]}}"#,
      response: #"{"requestId":"$uuid$","_return":true}"#
    ),
    EventKind(
      0.04,
      "ec2",
      "AuthorizeSecurityGroupIngress",
      reads: false,
      #"""
      {"groupId":"$group$","ipPermissions":{"items":[{"ipProtocol":"tcp","fromPort":443,"toPort":443,"groups":{},"ipRanges":{"items":[{"cidrIp":"0.0.0.0/0"}]},"ipv6Ranges":{},"prefixListIds":{}}]}}
      """#,
      response: #"""
        {"requestId":"$uuid$","_return":true,"securityGroupRuleSet":{"items":[{"groupOwnerId":"$account$","groupId":"$group$","securityGroupRuleId":"sgr-$hex17$","isEgress":false,"ipProtocol":"tcp","fromPort":443,"toPort":443,"cidrIpv4":"0.0.0.0/0"}]}}
        """#
    ),
    EventKind(
      0.03,
      "ec2",
      "RevokeSecurityGroupIngress",
      reads: false,
      #"{"groupId":"$group$","securityGroupRuleIds":{"items":[{"securityGroupRuleId":"sgr-$hex17$"}]}}"#,
      response: #"{"requestId":"$uuid$","_return":true}"#
    ),
    EventKind(
      0.02,
      "ec2",
      "CreateSecurityGroup",
      reads: false,
      #"{"groupName":"web-$hex4$","groupDescription":"made by $user$","vpcId":"$vpc$"}"#,
      response: #"{"requestId":"$uuid$","_return":true,"groupId":"sg-$hex17$"}"#
    ),
    EventKind(
      1,
      "autoscaling",
      "DescribeAutoScalingGroups",
      #"{"autoScalingGroupNames":["web-$role$"]}"#
    ),
    EventKind(
      0.8,
      "elasticloadbalancing",
      "DescribeTargetHealth",
      #"""
      {"targetGroupArn":"arn:aws:elasticloadbalancing:$region$:$account$:targetgroup/web-$role$/6d0ecf831eec9f09"}
      """#
    ),
    EventKind(
      5,
      "lambda",
      "Invoke",
      reads: false,
      data: true,
      #"""
      {"functionName":"arn:aws:lambda:$region$:$account$:function:$function$","invocationType":"Event","sourceArn":"arn:aws:events:$region$:$account$:rule/run-$function$","clientContext":null}
      """#,
      resources: #"""
        [{"accountId":"$account$","type":"AWS::Lambda::Function","ARN":"arn:aws:lambda:$region$:$account$:function:$function$"}]
        """#
    ),
    EventKind(
      0.6,
      "lambda",
      "GetFunction20150331v2",
      #"{"functionName":"arn:aws:lambda:$region$:$account$:function:$function$"}"#
    ),
    EventKind(
      0.05,
      "lambda",
      "UpdateFunctionCode20150331v2",
      reads: false,
      #"{"functionName":"$function$","s3Bucket":"$bucket$","s3Key":"$key$","publish":$flag$,"dryRun":false}"#,
      response: #"""
        {"functionName":"$function$","functionArn":"arn:aws:lambda:$region$:$account$:function:$function$","runtime":"python3.13","role":"arn:aws:iam::$account$:role/$role$","handler":"main.handler","codeSize":$bytes$,"timeout":30,"memorySize":512,"version":"$count$","revisionId":"$uuid$","state":"Active","packageType":"Zip","architectures":["arm64"]}
        """#
    ),
    EventKind(0.5, "eks", "DescribeCluster", #"{"name":"$cluster$"}"#),
    EventKind(
      1.2,
      "ecr",
      "BatchGetImage",
      #"""
      {"registryId":"$account$","repositoryName":"$function$","imageIds":[{"imageTag":"release-$count$"}],"acceptedMediaTypes":["application/vnd.oci.image.manifest.v1+json","application/vnd.docker.distribution.manifest.v2+json"]}
      """#,
      resources:
        #"[{"accountId":"$account$","ARN":"arn:aws:ecr:$region$:$account$:repository/$function$"}]"#
    ),
  ]
}
