namespace Harvester.Core.Ports;

/// <summary>Looks whether something is at an address, as cheaply and politely as it can be found out.</summary>
public interface ILinkProbe
{
    /// <summary>
    /// What stands in <see cref="Model.LinkCheck.Code"/>: the HTTP status after redirects, or a named failure (<c>no-such-host</c>, <c>timeout</c>, <c>challenge</c>,
    /// <c>robots</c>, <c>not-public</c>, <c>unreachable</c> …). Never throws for what a server does.
    /// </summary>
    /// <param name="source">Of the dataset: its connector file says how politely its hosts are asked.</param>
    Task<string> ProbeAsync(string source, string url, CancellationToken cancellationToken);
}
