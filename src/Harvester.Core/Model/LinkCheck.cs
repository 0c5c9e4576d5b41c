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

    /// <summary>Something is there: any status of success.</summary>
    [JsonIgnore]
    public bool IsAlive => Code.Length == 3 && Code[0] == '2';

    /// <summary>What <see cref="Distribution"/> says of a check of the access address: the file's id, with <c>#access</c> where the file has a download address of its own.</summary>
    public static string AccessKey(Distribution file) => file.DownloadUrl is null || file.AccessUrl is null || file.AccessUrl == file.DownloadUrl ? file.Id : file.Id + "#access";
}
