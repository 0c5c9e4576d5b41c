namespace Harvester.Core.Model;

/// <summary>spdx:checksum (DCAT 3, section 6.8.14): what a file's bytes add up to, as its source states it. Nobody has compared it with the file.</summary>
/// <param name="Algorithm">The word of SPDX 2.3 in lower case: <c>sha256</c>, <c>md5</c>.</param>
/// <param name="Value">Hexadecimal, in lower case, as long as the algorithm makes it.</param>
public sealed record Checksum(string Algorithm, string Value);
