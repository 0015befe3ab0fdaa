# Tenken: what one Windows machine says of itself, for PowerShell 5.1.
#
# Reads only. It changes no setting, installs nothing, talks to nobody, and writes one file: with -Out FOLDER the answer
# as FOLDER\NAME-TIME-NUMBER.json; without it the answer goes to whoever called. secedit and auditpol can only write
# files, so what these two say lies for a moment in a folder of its own among the temporary files, and is taken away.
#
# Passwords, keys and arguments of programs are never read. What may not be read is told with its reason. Run it as
# administrator: as a plain user it leaves out some sections, and says so.
#
#   powershell.exe -NoProfile -ExecutionPolicy Bypass -File collect.ps1 -Out \\server\tenken-in$

param([string]$Out = '')

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$Version = 1
$MostSeconds = 60
$Clock = [Diagnostics.Stopwatch]::StartNew()
$Sections = [ordered]@{}
$Me = [Security.Principal.WindowsPrincipal][Security.Principal.WindowsIdentity]::GetCurrent()
$Elevated = $Me.IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)
$System32 = [IO.Path]::Combine($env:SystemRoot, 'System32')
$LocalAdministrators = 'S-1-5-32-544'
$Policies = 'SOFTWARE\Policies\Microsoft'
$CurrentVersion = 'SOFTWARE\Microsoft\Windows NT\CurrentVersion'
$Control = 'SYSTEM\CurrentControlSet\Control'
$Drivers = 'SYSTEM\CurrentControlSet\Services'

function Write-Line([string]$Text) {
    if ($Out) { Write-Host $Text }
}

# One section. Its error is kept in its own words, beside what no language changes: the kind of error and its number.
function Read-Section([string]$Name, [scriptblock]$Read, [switch]$List) {
    if ($Clock.Elapsed.TotalSeconds -gt $MostSeconds) {
        $Sections[$Name] = [ordered]@{ status = 'late'; error = "not read: $MostSeconds seconds had passed" }
        return
    }
    Write-Line "reading $Name"
    try {
        # A list stays one, also with one line in it or none.
        if ($List) { $Sections[$Name] = [ordered]@{ status = 'ok'; data = [object[]]@(& $Read) } }
        else { $Sections[$Name] = [ordered]@{ status = 'ok'; data = (& $Read) } }
    }
    catch {
        $why = $_.Exception
        while ($null -ne $why.InnerException) { $why = $why.InnerException }
        $denied = ($why -is [UnauthorizedAccessException]) -or ($why -is [Security.SecurityException]) -or
            ($why.HResult -eq -2147024891) -or ("$($why.NativeErrorCode)" -eq 'AccessDenied')
        $status = if ($denied) { 'refused' } else { 'failed' }
        $Sections[$Name] = [ordered]@{
            status = $status; error = "$($why.Message)"; kind = $why.GetType().FullName; number = $why.HResult
        }
    }
}

function Assert-Elevated {
    if (-not $Elevated) { throw [UnauthorizedAccessException]'administrator rights are needed to read this' }
}

# Of the calendars of Windows the one of Japan would count its own years. Windows Update tells UTC without saying so.
function Format-Moment($Moment, [switch]$Utc) {
    if ($null -eq $Moment) { return $null }
    if ($Utc) { $Moment = [datetime]::SpecifyKind($Moment, 'Utc') }
    ([datetime]$Moment).ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ', [Globalization.CultureInfo]::InvariantCulture)
}

function Open-Key([string]$Path, [string]$View = 'Registry64', [string]$Hive = 'LocalMachine') {
    [Microsoft.Win32.RegistryKey]::OpenBaseKey($Hive, $View).OpenSubKey($Path)
}

function Read-Key([string]$Path, [string[]]$Names) {
    $found = [ordered]@{}
    $key = Open-Key $Path
    if ($null -ne $key) {
        foreach ($name in $Names) {
            $value = $key.GetValue($name)
            if ($null -ne $value) { $found[$name] = $value }
        }
        $key.Close()
    }
    $found
}

# The program of a command line, without its arguments.
function Select-Program([string]$Line) {
    if ($Line -match '^\s*"([^"]+)"') { return $Matches[1] }
    if ($Line -match '^\s*(.+?\.(?:exe|com|bat|cmd|sys|dll|ps1|vbs|js|msc))(?=\s|$)') { return $Matches[1] }
    if ($Line -match '^\s*(\S+)') { return $Matches[1] }
    return ''
}

function Read-Class([string]$Class, [string]$Namespace = 'root\cimv2', [string]$Filter = '') {
    $ask = @{ ClassName = $Class; Namespace = $Namespace; OperationTimeoutSec = 20 }
    if ($Filter) { $ask.Filter = $Filter }
    Get-CimInstance @ask
}

function Open-Scratch {
    $folder = [IO.Path]::Combine([IO.Path]::GetTempPath(), 'tenken-' + [guid]::NewGuid().ToString('N'))
    $null = [IO.Directory]::CreateDirectory($folder)
    $folder
}

(Get-Process -Id $PID).PriorityClass = 'BelowNormal'

# --- What it is -------------------------------------------------------------------------------------------------------

Read-Section 'identity' {
    $bios, $product, $system = (Read-Class Win32_BIOS), (Read-Class Win32_ComputerSystemProduct), (Read-Class Win32_ComputerSystem)
    $joined = Open-Key "$Control\CloudDomainJoin\JoinInfo"
    [ordered]@{
        name = [Environment]::MachineName
        dns_name = (Read-Key "$Drivers\Tcpip\Parameters" 'NV Hostname')['NV Hostname']
        machine_guid = (Read-Key 'SOFTWARE\Microsoft\Cryptography' 'MachineGuid')['MachineGuid']
        serial = $bios.SerialNumber
        uuid = $product.UUID
        maker = $system.Manufacturer
        model = $system.Model
        chassis = [object[]]@((Read-Class Win32_SystemEnclosure).ChassisTypes)
        domain_role = $system.DomainRole
        part_of_domain = $system.PartOfDomain
        domain = $system.Domain
        cloud_joined = ($null -ne $joined) -and ($joined.SubKeyCount -gt 0)
    }
}

Read-Section 'system' {
    $names = 'ProductName', 'EditionID', 'InstallationType', 'DisplayVersion', 'ReleaseId', 'CurrentBuildNumber', 'UBR', 'InstallDate'
    $found = Read-Key $CurrentVersion $names
    $found['Architecture'] = if ($env:PROCESSOR_ARCHITEW6432) { $env:PROCESSOR_ARCHITEW6432 } else { $env:PROCESSOR_ARCHITECTURE }
    $found
}

# Updates without restart count revisions of their own: enrolment of servers, and the policy of clients.
Read-Section 'hotpatch' {
    $enrolled = Open-Key "$CurrentVersion\Update\TargetingInfo\DynamicInstalled\Hotpatch.amd64"
    [ordered]@{
        enrolled = $null -ne $enrolled
        table = (Read-Key "$Control\Session Manager\Memory Management" 'HotPatchTableSize')['HotPatchTableSize']
        allowed = (Read-Key 'SOFTWARE\Microsoft\PolicyManager\current\device\Update' 'AllowRebootlessUpdates')['AllowRebootlessUpdates']
    }
}

Read-Section 'adapters' -List {
    $addresses = @{}
    foreach ($one in Read-Class Win32_NetworkAdapterConfiguration) { $addresses[[string]$one.InterfaceIndex] = $one.IPAddress }
    foreach ($card in Read-Class Win32_NetworkAdapter -Filter 'MACAddress IS NOT NULL') {
        [ordered]@{
            name = $card.NetConnectionID
            product = $card.Name
            mac = $card.MACAddress
            physical = $card.PhysicalAdapter
            bus = "$($card.PNPDeviceID)".Split('\')[0]
            addresses = [object[]]@($addresses[[string]$card.InterfaceIndex])
        }
    }
}

# --- Its updates ------------------------------------------------------------------------------------------------------

Read-Section 'hotfixes' -List {
    foreach ($fix in Read-Class Win32_QuickFixEngineering) { [ordered]@{ id = $fix.HotFixID } }
}

Read-Section 'update_history' -List {
    $searcher = (New-Object -ComObject Microsoft.Update.Session).CreateUpdateSearcher()
    $count = [Math]::Min($searcher.GetTotalHistoryCount(), 100)
    if ($count -gt 0) {
        foreach ($entry in $searcher.QueryHistory(0, $count)) {
            $kb = if ("$($entry.Title)" -match 'KB\d{6,8}') { $Matches[0] } else { '' }
            [ordered]@{ at = Format-Moment $entry.Date -Utc; operation = $entry.Operation; result = $entry.ResultCode; kb = $kb }
        }
    }
}

Read-Section 'update_times' {
    $results = (New-Object -ComObject Microsoft.Update.AutoUpdate).Results
    [ordered]@{
        searched = Format-Moment $results.LastSearchSuccessDate -Utc
        installed = Format-Moment $results.LastInstallationSuccessDate -Utc
    }
}

Read-Section 'update_policy' {
    $found = Read-Key "$Policies\Windows\WindowsUpdate" 'WUServer', 'TargetGroup', 'TargetGroupEnabled', 'DisableWindowsUpdateAccess'
    $often = Read-Key "$Policies\Windows\WindowsUpdate\AU" 'UseWUServer', 'NoAutoUpdate', 'AUOptions'
    foreach ($name in $often.Keys) { $found[$name] = $often[$name] }
    $found
}

# --- What is on it, and what runs -------------------------------------------------------------------------------------

Read-Section 'software' -List {
    $path = 'SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall'
    $places = @(@('LocalMachine', 'Registry64', $path), @('LocalMachine', 'Registry32', $path))
    foreach ($user in [Microsoft.Win32.RegistryKey]::OpenBaseKey('Users', 'Registry64').GetSubKeyNames()) {
        if ($user -match '^S-1-(5-21|12-1)-[\d-]+$') { $places += , @('Users', 'Registry64', "$user\$path") }
    }
    foreach ($place in $places) {
        try { $list = Open-Key $place[2] $place[1] $place[0] } catch [Security.SecurityException] { $list = $null }
        if ($null -eq $list) { continue }
        foreach ($id in $list.GetSubKeyNames()) {
            $key = $list.OpenSubKey($id)
            if ("$($key.GetValue('DisplayName'))") {
                [ordered]@{
                    name = "$($key.GetValue('DisplayName'))"
                    version = "$($key.GetValue('DisplayVersion'))"
                    publisher = "$($key.GetValue('Publisher'))"
                }
            }
        }
    }
}

Read-Section 'apps' -List {
    $found = if ($Elevated) { Get-AppxPackage -AllUsers } else { Get-AppxPackage }
    foreach ($app in $found) { [ordered]@{ name = $app.Name; version = "$($app.Version)" } }
}

Read-Section 'services' -List {
    foreach ($service in Read-Class Win32_Service) {
        [ordered]@{
            name = $service.Name
            start = $service.StartMode
            state = $service.State
            pid = $service.ProcessId
            program = Select-Program $service.PathName
            account = $service.StartName
        }
    }
}

Read-Section 'processes' -List {
    foreach ($process in Get-Process) { [ordered]@{ pid = $process.Id; name = $process.ProcessName } }
}

Read-Section 'sockets' -List {
    foreach ($socket in Get-NetTCPConnection -State Listen) {
        [ordered]@{ protocol = 'tcp'; address = $socket.LocalAddress; port = $socket.LocalPort; pid = $socket.OwningProcess }
    }
    foreach ($socket in Get-NetUDPEndpoint) {
        [ordered]@{ protocol = 'udp'; address = $socket.LocalAddress; port = $socket.LocalPort; pid = $socket.OwningProcess }
    }
}

Read-Section 'tasks' -List {
    foreach ($task in Get-ScheduledTask) {
        if ($task.TaskPath -notlike '\Microsoft\*') {
            [ordered]@{
                name = "$($task.TaskPath)$($task.TaskName)"
                state = "$($task.State)"
                user = "$($task.Principal.UserId)$($task.Principal.GroupId)"
                programs = [object[]]@($task.Actions | ForEach-Object { Select-Program "$($_.Execute)" })
            }
        }
    }
}

# --- Who gets in ------------------------------------------------------------------------------------------------------

Read-Section 'accounts' -List {
    Assert-Elevated
    foreach ($user in Get-LocalUser) {
        [ordered]@{
            name = $user.Name
            sid = $user.SID.Value
            enabled = $user.Enabled
            source = "$($user.PrincipalSource)"
            password_required = $user.PasswordRequired
            password_set = Format-Moment $user.PasswordLastSet
            password_expires = Format-Moment $user.PasswordExpires
            account_expires = Format-Moment $user.AccountExpires
            last_logon = Format-Moment $user.LastLogon
        }
    }
}

# By number, for its name differs with the language; by ADSI, for Get-LocalGroupMember stumbles over deleted accounts.
Read-Section 'administrators' -List {
    $name = ([Security.Principal.SecurityIdentifier]$LocalAdministrators).Translate([Security.Principal.NTAccount]).Value.Split('\')[-1]
    $group = [ADSI]"WinNT://$([Environment]::MachineName)/$name,group"
    foreach ($member in $group.psbase.Invoke('Members')) {
        $entry = New-Object DirectoryServices.DirectoryEntry -ArgumentList $member
        $sid, $flags = $entry.Properties['objectSid'].Value, $entry.Properties['UserFlags'].Value
        if ($null -ne $sid) { $sid = (New-Object Security.Principal.SecurityIdentifier -ArgumentList $sid, 0).Value }
        [ordered]@{
            path = $entry.Path
            class = $entry.SchemaClassName
            sid = $sid
            disabled = if ($null -eq $flags) { $null } else { [bool]($flags -band 2) }
        }
    }
}

Read-Section 'password_policy' {
    Assert-Elevated
    $folder = Open-Scratch
    try {
        $file = [IO.Path]::Combine($folder, 'policy.inf')
        $null = & "$System32\secedit.exe" /export /cfg $file /areas SECURITYPOLICY /log "$folder\export.log" /quiet
        $found = [ordered]@{}
        foreach ($line in [IO.File]::ReadAllLines($file)) {
            if ($line -match '^\s*(\w*Password\w*|Lockout\w+|ResetLockoutCount)\s*=\s*(-?\d+)\s*$') { $found[$Matches[1]] = [int]$Matches[2] }
        }
        $found
    }
    finally { [IO.Directory]::Delete($folder, $true) }
}

# What decides beside the policy: filters of passwords, and what asks for them at the screen.
Read-Section 'sign_in' {
    $providers = Open-Key 'SOFTWARE\Microsoft\Windows\CurrentVersion\Authentication\Credential Providers'
    $logon = Open-Key "$CurrentVersion\Winlogon"
    [ordered]@{
        filters = [object[]]@((Read-Key "$Control\Lsa" 'Notification Packages')['Notification Packages'])
        smart_card = (Read-Key 'SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System' 'scforceoption')['scforceoption']
        automatic = "$($logon.GetValue('AutoAdminLogon'))"
        automatic_password = $(if ($logon.GetValueNames() -contains 'DefaultPassword') { 'present' } else { '' })
        providers = [object[]]@(foreach ($id in $providers.GetSubKeyNames()) {
                $place = (Read-Key "SOFTWARE\Classes\CLSID\$id\InprocServer32" '')['']
                $file = [Environment]::ExpandEnvironmentVariables("$place").Trim('"')
                if ($file -and -not [IO.Path]::IsPathRooted($file)) { $file = [IO.Path]::Combine($System32, $file) }
                $there = [IO.File]::Exists($file)
                $maker = if ($there) { [Diagnostics.FileVersionInfo]::GetVersionInfo($file).CompanyName } else { '' }
                [ordered]@{ id = $id; file = [IO.Path]::GetFileName($file); there = $there; maker = $maker }
            })
    }
}

# --- Ways in from outside ---------------------------------------------------------------------------------------------

# The rules stand in the registry as MS-GPFAS writes them: v2.30|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=...
# Their names and descriptions are left out: they double the answer and say nothing.
Read-Section 'firewall' {
    $places = [ordered]@{ local = "$Drivers\SharedAccess\Parameters\FirewallPolicy"; policy = "$Policies\WindowsFirewall" }
    $found = [ordered]@{}
    foreach ($place in $places.Keys) {
        $part = [ordered]@{}
        foreach ($zone in 'DomainProfile', 'StandardProfile', 'PrivateProfile', 'PublicProfile') {
            $part[$zone] = Read-Key "$($places[$place])\$zone" 'EnableFirewall', 'DefaultInboundAction', 'AllowLocalPolicyMerge'
        }
        $key = Open-Key "$($places[$place])\FirewallRules"
        $part['rules'] = [object[]]@(if ($null -ne $key) {
                foreach ($name in $key.GetValueNames()) {
                    $rule = "$($key.GetValue($name))"
                    if ($rule -match '\|Action=Allow\|' -and $rule -match '\|Active=TRUE\|' -and $rule -match '\|Dir=In\|') {
                        $rule -replace '\|(Name|Desc|EmbedCtxt)=[^|]*', ''
                    }
                }
            })
        $found[$place] = $part
    }
    $found
}

Read-Section 'remote_desktop' {
    $place, $rule = "$Control\Terminal Server", "$Policies\Windows NT\Terminal Services"
    [ordered]@{
        local = Read-Key $place 'fDenyTSConnections'
        listener = Read-Key "$place\WinStations\RDP-Tcp" 'UserAuthentication', 'PortNumber', 'SecurityLayer', 'MinEncryptionLevel'
        policy = Read-Key $rule 'fDenyTSConnections', 'UserAuthentication', 'SecurityLayer', 'MinEncryptionLevel'
    }
}

Read-Section 'smb' {
    Assert-Elevated
    $server = Get-SmbServerConfiguration
    [ordered]@{ smb1 = $server.EnableSMB1Protocol; signing = $server.RequireSecuritySignature }
}

# --- What guards it ---------------------------------------------------------------------------------------------------

Read-Section 'bitlocker' -List {
    Assert-Elevated
    foreach ($volume in Read-Class Win32_EncryptableVolume 'root\CIMV2\Security\MicrosoftVolumeEncryption') {
        [ordered]@{ drive = $volume.DriveLetter; protection = $volume.ProtectionStatus; conversion = $volume.ConversionStatus }
    }
}

Read-Section 'security_center' -List {
    foreach ($class in 'AntiVirusProduct', 'FirewallProduct') {
        foreach ($product in Read-Class $class 'root\SecurityCenter2') {
            [ordered]@{ class = $class; name = $product.displayName; state = $product.productState }
        }
    }
}

Read-Section 'defender' {
    $state = Read-Class MSFT_MpComputerStatus 'root\Microsoft\Windows\Defender'
    [ordered]@{
        enabled = $state.AntivirusEnabled
        real_time = $state.RealTimeProtectionEnabled
        signatures = Format-Moment $state.AntivirusSignatureLastUpdated
    }
}

Read-Section 'removable' {
    $storage = "$Policies\Windows\RemovableStorageDevices"
    $found = [ordered]@{
        drivers = [ordered]@{
            USBSTOR = (Read-Key "$Drivers\USBSTOR" 'Start')['Start']
            UASPStor = (Read-Key "$Drivers\UASPStor" 'Start')['Start']
        }
        storage = Read-Key $storage 'Deny_All'
        classes = [ordered]@{}
        install = Read-Key "$Policies\Windows\DeviceInstall\Restrictions" 'DenyRemovableDevices', 'DenyUnspecified', 'DenyDeviceClasses', 'DenyDeviceIDs'
    }
    $key = Open-Key $storage
    if ($null -ne $key) {
        foreach ($class in $key.GetSubKeyNames()) {
            $found['classes'][$class] = Read-Key "$storage\$class" 'Deny_Read', 'Deny_Write', 'Deny_Execute'
        }
    }
    $found
}

# --- What it keeps ----------------------------------------------------------------------------------------------------

Read-Section 'time' {
    $service, $rule = "$Drivers\W32Time", "$Policies\W32Time"
    [ordered]@{
        local = Read-Key "$service\Parameters" 'Type', 'NtpServer'
        policy = Read-Key "$rule\Parameters" 'Type', 'NtpServer'
        client = (Read-Key "$service\TimeProviders\NtpClient" 'Enabled')['Enabled']
    }
}

Read-Section 'event_log' {
    Assert-Elevated
    $log = New-Object Diagnostics.Eventing.Reader.EventLogConfiguration -ArgumentList 'Security'
    $senders = Open-Key "$Policies\Windows\EventLog\EventForwarding\SubscriptionManager"
    [ordered]@{
        enabled = $log.IsEnabled
        mode = "$($log.LogMode)"
        most_bytes = $log.MaximumSizeInBytes
        sent_to = [object[]]@(if ($null -ne $senders) { foreach ($name in $senders.GetValueNames()) { "$($senders.GetValue($name))" } })
    }
}

# By GUID and number: subcategory and setting (1 success, 2 failure) are the same in every language.
Read-Section 'audit' -List {
    Assert-Elevated
    $folder = Open-Scratch
    try {
        $file = [IO.Path]::Combine($folder, 'audit.csv')
        $null = & "$System32\auditpol.exe" /backup "/file:$file"
        foreach ($line in [IO.File]::ReadAllLines($file)) {
            if ($line -match '(\{[0-9A-Fa-f-]{36}\}).*,(\d)\s*$') { [ordered]@{ subcategory = $Matches[1]; setting = [int]$Matches[2] } }
        }
    }
    finally { [IO.Directory]::Delete($folder, $true) }
}

Read-Section 'shadow_copies' -List {
    Assert-Elevated
    foreach ($copy in Read-Class Win32_ShadowCopy) { [ordered]@{ made = Format-Moment $copy.InstallDate; volume = $copy.VolumeName } }
}

# --- The answer -------------------------------------------------------------------------------------------------------

$answer = [ordered]@{
    tenken = 'windows'
    version = $Version
    collected_at = Format-Moment ([datetime]::UtcNow)
    elevated = $Elevated
    sections = $Sections
    end = $Sections.Count
}
$json = ConvertTo-Json $answer -Depth 8 -Compress

if (-not $Out) { return $json }
$Out = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Out)

# Whole or not at all: written under a name that nobody collects, then renamed. Where the folder lets nobody rename, it
# is written at once; an answer that was cut off is known by that.
$stamp = [datetime]::UtcNow.ToString('yyyyMMddTHHmmssZ', [Globalization.CultureInfo]::InvariantCulture)
$name = '{0}-{1}-{2}.json' -f [Environment]::MachineName, $stamp, [guid]::NewGuid().ToString('N').Substring(0, 8)
$bytes = (New-Object Text.UTF8Encoding -ArgumentList $false).GetBytes($json)
$part = [IO.Path]::Combine($Out, ".$name.part")
$whole = [IO.Path]::Combine($Out, $name)
[IO.File]::WriteAllBytes($part, $bytes)
try { [IO.File]::Move($part, $whole) } catch [UnauthorizedAccessException] { [IO.File]::WriteAllBytes($whole, $bytes) }
Write-Line "$whole ($($bytes.Length) bytes, $([int]$Clock.Elapsed.TotalSeconds) s)"
foreach ($name in $Sections.Keys) {
    if ($Sections[$name].status -ne 'ok') { Write-Line "not read: $name ($($Sections[$name].error))" }
}
