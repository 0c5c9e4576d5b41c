using System.Text.Json.Serialization;
using Harvester.Core.Model;

namespace Harvester.Core.Ports;

[JsonConverter(typeof(CamelCaseEnumConverter<ChangeKind>))]
public enum ChangeKind
{
    Added,
    Updated,
    Annotated,
    Withdrawn,
    Restored,
    Erased,
}
