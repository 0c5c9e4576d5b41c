using Harvester.Core.Ports;

namespace Harvester.Core.Notifications;

/// <summary>What one look told.</summary>
/// <param name="Busy">Another worker was at it, and nothing was done.</param>
/// <param name="Sent">What was taken by a server.</param>
/// <param name="PutOff">What was not, with the fault; it is tried again.</param>
/// <param name="GivenUp">What was not for so long that it is tried no more.</param>
public sealed record NotifierResult(bool Busy, IReadOnlyList<Delivery> Sent, IReadOnlyList<Delivery> PutOff, IReadOnlyList<Delivery> GivenUp);
