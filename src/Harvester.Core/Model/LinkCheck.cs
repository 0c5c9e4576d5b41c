using System.Text.Json.Serialization;

namespace Harvester.Core.Model;

/// <summary>State of one distribution's address: an HTTP status or a named failure, last looked at, and since when it has been so.</summary>
/// <param name="Code">An HTTP status (<c>200</c>, <c>404</c>), or a named failure (<c>no-such-host</c>, <c>timeout</c>, <c>challenge</c>).</param>
public sealed record LinkCheck(string Distribution, string Code, DateTimeOffset CheckedAt, DateTimeOffset Since)
{
    /// <summary>
    /// Nothing is there: 404, 410, or a host that does not exist. A refusal (401, 403, 429, a challenge) says nothing of the file, and a
    /// server's fault (5xx, a time-out) says something of today only.
    /// </summary>
    [JsonIgnore]
    public bool IsDead => Code is "404" or "410" or "no-such-host";
}
