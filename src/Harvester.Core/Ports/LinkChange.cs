namespace Harvester.Core.Ports;

/// <summary>An address answered otherwise than when it was last looked at.</summary>
/// <param name="Id">Of the dataset.</param>
/// <param name="Distribution">See <see cref="Model.LinkCheck.Distribution"/>.</param>
/// <param name="Code">See <see cref="Model.LinkCheck.Code"/>.</param>
public sealed record LinkChange(string Id, string Distribution, string Url, string Code, DateTimeOffset At);
