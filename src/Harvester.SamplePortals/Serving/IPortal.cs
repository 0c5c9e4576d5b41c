using Microsoft.AspNetCore.Http;

namespace Harvester.SamplePortals.Serving;

/// <summary>One of the portals behind the one server; a pure function from a request to a document.</summary>
internal interface IPortal
{
    /// <summary>The only Host it answers to.</summary>
    string Host { get; }

    /// <summary>The page or API answer at the path (percent-decoded), or null; files and robots.txt are the server's.</summary>
    Document? Find(string path, IQueryCollection query);
}
