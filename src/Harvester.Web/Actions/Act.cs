using Harvester.Core.Ports;

namespace Harvester.Web.Actions;

/// <summary>What an address that acts does, and on what; metadata of its endpoint.</summary>
internal sealed record Act(AuditAction Action, ActSubject Subject);
